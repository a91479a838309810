import { createRequestHandler, type ServerBuild } from '@remix-run/node'
import * as entry from '#app/entry.server.tsx'
import * as root from '#app/root.tsx'
import routeConfig from '#app/routes.ts'
import remixConfig from '../../remix.config.js'

/** Every page and action of the portal, answered from the sources as the built server does, without one. */
type Module = ServerBuild['routes'][string] extends infer Route ? NonNullable<Route> : never
type Configured = Awaited<typeof routeConfig>[number]
export type Route = { id: string; path: string; gets: boolean; posts: boolean }

const modules = import.meta.glob<Module['module']>('../../app/routes/**/*.{ts,tsx}')

/** The routes that are no layouts, and a handler of requests for them. */
export async function portalPages() {
  const routes: ServerBuild['routes'] = { root: { id: 'root', path: '', module: root as Module['module'] } }
  const listed: Route[] = []
  await add(await routeConfig, 'root', '')
  const build = buildOf(routes)
  const answer = createRequestHandler(build, 'test')
  return {
    routes: listed,
    ask: (request: Request) => answer(request, { nonce: 'n', address: '127.0.0.1' }),
  }

  async function add(configured: Configured[], parentId: string, above: string) {
    for (const { id, file, path, index, children = [] } of configured) {
      const module = await modules[`../../app/${file}`]!()
      const own = `${above}/${path ?? ''}`
      routes[id!] = { id: id!, parentId, path, index, module } as Module
      if (!id!.endsWith('/_layout'))
        listed.push({
          id: id!.replace('routes/', ''),
          path: own.replace(/\/+/g, '/').replace(/(.)\/$/, '$1'),
          gets: 'default' in module || 'loader' in module,
          posts: 'action' in module,
        })
      await add(children, id!, own)
    }
  }
}

function buildOf(routes: ServerBuild['routes']): ServerBuild {
  const assets = Object.values(routes).map((route) => {
    const { id, parentId, path, index, module } = route!
    const has = {
      hasAction: 'action' in module,
      hasLoader: 'loader' in module,
      hasClientAction: false,
      hasClientLoader: false,
      hasErrorBoundary: 'ErrorBoundary' in module,
    }
    return [id, { id, parentId, path, index, module: `/${id}.js`, ...has }] as const
  })
  return {
    entry: { module: entry },
    routes,
    assets: {
      entry: { imports: [], module: '/entry.js' },
      routes: Object.fromEntries(assets),
      url: '/m.js',
      version: '',
    },
    publicPath: '/',
    assetsBuildDirectory: 'build/client',
    future: remixConfig.future,
    isSpaMode: false,
    mode: 'test',
  } as unknown as ServerBuild
}
