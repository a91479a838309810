import { upgradesFrom } from '#tests/support/landing.ts'

upgradesFrom('47d19d4', { ties: false })
