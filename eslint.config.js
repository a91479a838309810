import hooks from 'eslint-plugin-react-hooks'
import { readdirSync, readFileSync } from 'node:fs'
import tseslint from 'typescript-eslint'

/** Who may import whom (see README): each layer names what it must not reach for. */
const forbid = (files, patterns, ignores = []) => ({
  files,
  ignores,
  rules: {
    'no-restricted-imports': [
      'error',
      { patterns: patterns.map(([regex, message]) => ({ regex, message })) },
    ],
  },
})

const ground = [
  '^#(db|storage)/|^drizzle-orm|^postgres$|^@aws-sdk',
  'Pages and edges ask app/modules; only modules touch the ground.',
]
const edges = [
  '^#app/(http|routes|components|jobs/(worker|handlers))|/http/|/routes/',
  'Rules and actions know nothing of HTTP or pages.',
]
const io = ['\\.server\\.ts$|^node:(?!crypto)|^#storage|^drizzle-orm', 'Rules are pure: no I/O.']

/** A table named inside a text is an arrow nobody sees; through the schema it is an import. */
const tables = readdirSync('db/schema').flatMap((file) =>
  [...readFileSync(`db/schema/${file}`, 'utf8').matchAll(/= pgTable\(\s*'(\w+)'/g)].map((match) => match[1]),
)
const rawTable = {
  selector: `TaggedTemplateExpression[tag.name='sql'] TemplateElement[value.raw=/\\b(?:from|join|into|update)\\s+(?:${tables.join('|')})\\b/]`,
  message: 'Name the table through db/schema: ${entries}, not entries.',
}

const stoppingLocks = [
  "CallExpression[callee.property.name='for'][arguments.0.value='update']",
  'TemplateElement[value.raw=/\\bfor update\\b/]',
].map((selector) => ({
  selector,
  message:
    'A row that others refer to is locked `for no key update`: `for update` stops whoever adds a child to it.',
}))

/** Figures leave by one rounding: what prints or rounds by itself says 73,33 where the page says 73,34. */
const ownRounding = [
  "CallExpression[callee.property.name='toFixed']",
  "MemberExpression[object.name='Intl'][property.name='NumberFormat']",
  "CallExpression[callee.property.name='toLocaleString']",
  "BinaryExpression[operator='/'] > CallExpression.left[callee.object.name='Math'][callee.property.name=/^(round|floor|ceil|trunc)$/]",
].map((selector) => ({
  selector,
  message: 'One rounding for all: roundTo (text/round-to.ts), shown by formatNumber or formatPoints.',
}))

/** A call takes no more arguments than its stack holds: a hundred thousand scores are more. */
const spreadArrays = [
  "CallExpression[callee.object.name='Math'] > SpreadElement",
  'CallExpression[callee.property.name=/^(push|unshift|fromCharCode|fromCodePoint)$/] > SpreadElement',
].map((selector) => ({
  selector,
  message: 'Data is not spread into a call: greatestOf, leastOf, a loop or an array of both.',
}))

const ownReading = {
  selector: "CallExpression[callee.property.name='formData'][callee.object.name='request']",
  message: 'Forms are read by http/read-fields, which knows how much one may carry.',
}

const everywhere = [rawTable, ownReading, ...stoppingLocks, ...spreadArrays]

const ownList = {
  selector: "Property[key.name='enum'] > ArrayExpression",
  message: 'The words a column takes are a list of the rules of its module: text({ enum: entryStates }).',
}

/** SQL is read a clause a line. Whole lines are measured: a pattern sees only the pieces between interpolations. */
const sqlLines = {
  create: ({ report, sourceCode }) => ({
    "TaggedTemplateExpression[tag.name='sql']"({ quasi: { loc } }) {
      for (let line = loc.start.line; line <= loc.end.line; line++)
        if (sourceCode.lines[line - 1].trim().length > 120)
          report({
            loc: { line, column: 0 },
            message: 'SQL is read by people: a clause a line, none over 120 letters.',
          })
    },
  }),
}

export default tseslint.config(
  { ignores: ['build/', '.data/', '.cache/', 'node_modules/', 'public/'] },
  ...tseslint.configs.recommended,
  {
    plugins: { 'react-hooks': hooks },
    rules: {
      'react-hooks/rules-of-hooks': 'error',
      'react-hooks/exhaustive-deps': 'error',
      '@typescript-eslint/consistent-type-imports': ['error', { disallowTypeAnnotations: false }],
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_' }],
      '@typescript-eslint/no-empty-object-type': 'off',
      'no-restricted-properties': [
        'error',
        { object: 'process', property: 'env', message: 'Only app/env.server.ts reads the environment.' },
      ],
      '@typescript-eslint/no-import-type-side-effects': 'error',
      eqeqeq: 'error',
    },
  },
  {
    files: [
      'app/start.ts',
      'app/start/**',
      'app/env.server.ts',
      'db/embedded.ts',
      'tests/**',
      '*.config.*',
      'storage/embedded/main.ts',
    ],
    rules: { 'no-restricted-properties': 'off' },
  },
  // What a process tells goes by LOG_LEVEL; a start and a command speak to whoever typed them.
  {
    files: ['app/**', 'db/**', 'storage/**'],
    ignores: ['app/log.server.ts', 'app/start.ts', 'app/cli.ts'],
    rules: { 'no-console': 'error' },
  },
  { files: ['app/**'], rules: { 'no-restricted-syntax': ['error', ...everywhere, ...ownRounding] } },
  // Where numbers are shown in a language; how long a request and a start took.
  {
    files: ['app/i18n/format.ts', 'app/http/log-requests.ts', 'app/start.ts'],
    rules: { 'no-restricted-syntax': ['error', ...everywhere] },
  },
  {
    files: ['app/modules/**'],
    plugins: { own: { rules: { 'sql-lines': sqlLines } } },
    rules: { 'own/sql-lines': 'error' },
  },
  { files: ['db/schema/**'], rules: { 'no-restricted-syntax': ['error', ownList] } },
  forbid(['app/routes/**', 'app/components/**', 'app/http/**', 'app/jobs/*handlers*'], [ground]),
  forbid(['app/modules/**/*.server.ts', 'app/modules/**/*.server.tsx'], [edges]),
  forbid(['app/modules/**/*.ts'], [edges, io], ['**/*.server.ts']),
  forbid(['db/**', 'storage/**'], [edges], ['db/seed/**']),
)
