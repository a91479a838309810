import { readFileSync } from 'node:fs'

/** The order of modules, low to high, stands in one list; each module is its folder and its file of the schema. */
const order = JSON.parse(readFileSync(new URL('app/modules/order.json', import.meta.url), 'utf8')).map(
  (row) => row.module,
)

const of = (modules) => `^(?:app/modules|db/schema)/(?:${modules.join('|')})(?:/|\\.ts$)`

const upwards = order.slice(0, -1).map((module, index) => ({
  name: `${module}-looks-up`,
  comment: `${module} stands below what it imports: see app/modules/order.json`,
  severity: 'error',
  from: { path: of([module]) },
  to: { path: of(order.slice(index + 1)) },
}))

/** @type {import('dependency-cruiser').IConfiguration} */
export default {
  forbidden: [
    ...upwards,
    {
      name: 'circle',
      comment: 'Two files that need each other, types included, are one thing or want a third below both.',
      severity: 'error',
      from: {},
      to: { circular: true },
    },
    {
      name: 'unlisted-module',
      comment:
        'Every folder of app/modules and every file of db/schema has its place in app/modules/order.json.',
      severity: 'error',
      from: { path: '^(?:app/modules|db/schema)/', pathNot: [of(order), '^db/schema/index\\.ts$'] },
      to: {},
    },
    {
      name: 'hidden-table',
      comment: 'A module names the schema file of each table it touches, so that the arrow can be seen.',
      severity: 'error',
      from: { path: '^app/(?:modules|jobs|commands|http)/' },
      to: { path: '^db/schema/index\\.ts$' },
    },
    {
      name: 'module-knows-edge',
      comment: 'Modules know nothing of jobs, HTTP, commands or pages.',
      severity: 'error',
      from: { path: '^app/modules/' },
      to: { path: '^app/(?:jobs|http|commands|routes|components)/' },
    },
    {
      name: 'page-type-from-route',
      comment: 'The type of a page belongs to the read that makes its data.',
      severity: 'error',
      from: { path: '^app/(?:components|http|jobs|commands)/' },
      to: { path: '^app/routes/' },
    },
    {
      name: 'words-know-award',
      comment: 'Texts and formats stand below the award: they know its words, days and refusals only.',
      severity: 'error',
      from: { path: '^app/i18n/' },
      to: { path: '^(?:app/modules/|db/)', pathNot: '^app/modules/(?:text|calendar|refusal)/' },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: { exportsFields: ['exports'], conditionNames: ['import', 'node', 'default'] },
  },
}
