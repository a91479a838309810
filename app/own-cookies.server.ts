import { environment } from './env.server.ts'

/** Whether what this portal keeps in a browser goes over https alone. */
export const isHttps = () => environment().APP_ORIGIN.startsWith('https:')

/** Where it does, a name that no other host and no plain line can set. */
export const ownCookie = (name: string) => (isHttps() ? `__Host-${name}` : name)
