import type { SameKeys } from '../checked.ts'
import type { Texts } from '../vi/index.ts'
import accounts from './accounts.ts'
import common from './common.ts'

const texts = { ...common, ...accounts }

// Every key of the Vietnamese source must be here.
texts satisfies SameKeys<Texts>

export default texts as unknown as Texts
