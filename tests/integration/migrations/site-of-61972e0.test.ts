import { upgradesFrom } from '#tests/support/landing.ts'

upgradesFrom('61972e0')
