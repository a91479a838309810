import { upgradesFrom } from '#tests/support/landing.ts'

upgradesFrom('b945ef6')
