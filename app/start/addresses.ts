import { createServer } from 'node:net'
import { StartRefused } from './refused.ts'

/** HOST and PORT as an address in a browser: an address of version 6 stands in brackets there. */
export function httpOrigin(host: string, port: number): string {
  const origin = `http://${host.includes(':') ? `[${host}]` : host}:${port}`
  if (URL.canParse(origin)) return origin
  throw new StartRefused(
    `HOST=${host} không phải là địa chỉ để lắng nghe; đặt một địa chỉ IP hoặc tên máy. / HOST is no address to listen on; set an IP address or a name.`,
  )
}

/** HOST as given, without the brackets that addresses of version 6 wear elsewhere. */
export const bareHost = (host: string) => host.replace(/^\[(.+)\]$/, '$1')

/** Whether only this machine reaches an address. */
export function isLoopback(host: string): boolean {
  return /^(?:localhost|127(?:\.\d+){3}|::1)$/.test(bareHost(host))
}

/** `variable` names the setting that a taken port is changed by. */
export async function requireFreePort(host: string, port: number, variable = 'PORT') {
  const refused = await listenError(host, port)
  if (refused === null) return
  if (refused === 'EADDRINUSE')
    throw new StartRefused(
      `Cổng ${port} đang được chương trình khác dùng; dừng chương trình đó hoặc đặt ${variable} sang số khác. / Port ${port} is taken; stop what uses it or set ${variable}.`,
    )
  if (refused === 'EACCES')
    throw new StartRefused(
      `Không được phép dùng cổng ${port}; đặt ${variable} từ 1024 trở lên. / Port ${port} is not permitted; set ${variable} to 1024 or above.`,
    )
  throw new StartRefused(
    `Máy này không lắng nghe được ở HOST=${host} (${refused}); đặt một địa chỉ của máy. / This machine cannot listen on HOST; set an address of its own.`,
  )
}

export async function firstFreePort(host: string, from: number): Promise<number> {
  for (let port = from; port < Math.min(from + 100, 65_536); port++)
    if ((await listenError(host, port)) === null) return port
  throw new StartRefused(
    `Không còn cổng trống gần ${from}; đặt BUCKET_PORT. / No free port was found near ${from}; set BUCKET_PORT.`,
  )
}

/** Null where the port can be listened on, else the code of what is in the way. */
function listenError(host: string, port: number): Promise<string | null> {
  return new Promise((answer) => {
    const probe = createServer()
    probe.once('error', (error: NodeJS.ErrnoException) => answer(error.code ?? error.message))
    probe.listen(port, host, () => probe.close(() => answer(null)))
  })
}
