import { z } from 'zod'
import { httpOrigin } from './start/addresses.ts'

/**
 * The environment, parsed once. Nothing else reads `process.env`.
 * `app/start.ts` fills DATABASE_URL and the S3_* variables with those of the embedded parts when they are absent.
 */
const port = z.coerce.number().int().min(1).max(65535)

export const startSchema = z.object({
  NODE_ENV: z.enum(['development', 'production', 'test']).default('production'),
  HOST: z.string().min(1).default('127.0.0.1'),
  PORT: port.default(3000),
  APP_ORIGIN: z.url({ protocol: /^https?$/ }).optional(),
  DATA_DIR: z.string().min(1).default('.data'),
  DATABASE_URL: z.url({ protocol: /^postgres(ql)?$/ }).optional(),
  DATABASE_OWNER_URL: z.url({ protocol: /^postgres(ql)?$/ }).optional(),
  S3_ENDPOINT: z.url({ protocol: /^https?$/ }).optional(),
  S3_PUBLIC_ENDPOINT: z.url({ protocol: /^https?$/ }).optional(),
  S3_REGION: z.string().min(1).default('us-east-1'),
  S3_BUCKET: z.string().min(3).default('chungkhao'),
  S3_ACCESS_KEY_ID: z.string().min(1).optional(),
  S3_SECRET_ACCESS_KEY: z.string().min(1).optional(),
  BUCKET_PORT: port.optional(),
  SMTP_URL: z.url({ protocol: /^smtps?$/ }).optional(),
  CLAMAV_SOCKET: z
    .string()
    .regex(/^(\/.+|[^/\s]+:\d{1,5})$/)
    .optional(),
  MAIL_FROM: z.string().min(3).default('Chung Khảo <khong-tra-loi@chungkhao.example>'),
  TRUST_PROXY: z.coerce.number().int().min(0).max(5).default(0),
  DATABASE_CONNECTIONS: z.coerce.number().int().min(1).max(200).default(12),
  /** What is sealed in the database is sealed with keys made of it. */
  APP_SECRET: z.string().min(32).optional(),
  LOG_LEVEL: z.enum(['silent', 'error', 'warn', 'info', 'debug']).default('warn'),
})

const serviceSchema = startSchema.extend({
  APP_ORIGIN: z.url({ protocol: /^https?$/ }),
  DATABASE_URL: z.url({ protocol: /^postgres(ql)?$/ }),
  S3_ENDPOINT: z.url({ protocol: /^https?$/ }),
  S3_ACCESS_KEY_ID: z.string().min(1),
  S3_SECRET_ACCESS_KEY: z.string().min(1),
})

const databaseSchema = serviceSchema.pick({ DATABASE_URL: true })
const ownerSchema = startSchema.pick({ DATABASE_OWNER_URL: true })
const poolSchema = startSchema.pick({ DATABASE_CONNECTIONS: true })

const logSchema = startSchema.pick({ LOG_LEVEL: true })

export type StartEnvironment = z.infer<typeof startSchema>
export type LogLevel = StartEnvironment['LOG_LEVEL']
export type Environment = z.infer<typeof serviceSchema>

/** Thrown with one sentence that names each variable that is wrong; never contains a value. */
export class EnvironmentError extends Error {}

export function parseEnvironment<Schema extends z.ZodType>(
  schema: Schema,
  source: Record<string, string | undefined>,
) {
  const set = Object.fromEntries(Object.entries(source).filter(([, value]) => value !== ''))
  const parsed = schema.safeParse(set)
  if (parsed.success) return parsed.data
  const faults = parsed.error.issues.map((issue) => `${issue.path.join('.')} (${issue.message})`)
  throw new EnvironmentError(
    `Biến môi trường thiếu hoặc sai / missing or wrong variable: ${faults.join('; ')}.`,
  )
}

let parsed: Environment | undefined

export function environment(): Environment {
  return (parsed ??= parseEnvironment(serviceSchema, process.env))
}

/** Under which address the portal is reached; what a command that only writes a link has to know. */
export function appOrigin(): string {
  if (parsed) return parsed.APP_ORIGIN
  const { APP_ORIGIN, HOST, PORT } = parseEnvironment(startSchema, process.env)
  return APP_ORIGIN ?? httpOrigin(HOST, PORT)
}

let pointed: string | undefined

/** Where a command found the database that the environment does not name. */
export function pointAtDatabase(url: string) {
  pointed = url
}

/** The database alone: a command that only reads it needs no bucket. */
export function databaseUrl(): string {
  return (
    pointed ?? (parsed ? parsed.DATABASE_URL : parseEnvironment(databaseSchema, process.env).DATABASE_URL)
  )
}

/** Where the tables are changed: by their owner, where that is another role than the portal's own. */
export const ownerUrl = (): string =>
  parseEnvironment(ownerSchema, process.env).DATABASE_OWNER_URL ?? databaseUrl()

/** How many connections to the database this process may hold at once. */
export const poolSize = () => parseEnvironment(poolSchema, process.env).DATABASE_CONNECTIONS

/** What a command needs to find a database: its address, or the folder of an embedded one. */
export const commandEnvironment = () => parseEnvironment(startSchema, process.env)

let read: { from: string | undefined; level: LogLevel } | undefined

/** How much a process tells whoever runs it: asked for each line, so what was read is kept. */
export function logLevel(): LogLevel {
  const from = process.env.LOG_LEVEL
  if (!read || read.from !== from) read = { from, level: parseEnvironment(logSchema, process.env).LOG_LEVEL }
  return read.level
}

/** The address that letters come from, as readers write to it; null where nobody has set one. */
export function mailAddress(): string | null {
  const { MAIL_FROM } = environment()
  const address = /<([^>]+)>/.exec(MAIL_FROM)?.[1] ?? MAIL_FROM
  return address.endsWith('.example') ? null : address
}
