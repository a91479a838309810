import accounts from './accounts.ts'
import common from './common.ts'

const texts = { ...common, ...accounts }

export type Texts = typeof texts
export default texts
