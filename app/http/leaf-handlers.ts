import { matchRoutes } from '@remix-run/react'
import type { ServerBuild } from '@remix-run/node'

type RouteObject = Parameters<typeof matchRoutes>[0][number]
type Handler = (...request: never[]) => unknown

/**
 * Remix matches a path against every route some six times a request and compiles each pattern anew every time; with
 * eighty routes that cost as much as rendering the page. So the leaf a path leads to is looked up once for all paths of
 * its shape, and a handler that knows only this leaf and the routes above it answers.
 */
export function leafHandlers<Made extends Handler>(build: ServerBuild, make: (build: ServerBuild) => Made) {
  const whole = make(build)
  const routes = treeOf(build)
  const byShape = new Map<string, Made>()
  const byLeaf = new Map<string, Made>()

  return (path: string): Made => {
    const pathname = path.replace(/\.data$/, '').replace(/^\/_root$/, '/')
    const shape = pathname.replace(variable, '/*')
    const known = byShape.get(shape)
    if (known) return known
    const ids = matchRoutes(routes, pathname)?.map(({ route }) => route.id!)
    if (!ids) return whole
    const leaf = ids.at(-1)!
    if (!byLeaf.has(leaf)) byLeaf.set(leaf, make(partOf(build, ids)))
    if (byShape.size < mostShapes) byShape.set(shape, byLeaf.get(leaf)!)
    return byLeaf.get(leaf)!
  }
}

/** Ids and numbers, which no route of ours is called. */
const variable = /\/(?:[a-z]{3}_[0-9a-z]{20}|\d+)(?=\/|$)/g
const mostShapes = 500

function treeOf({ routes }: ServerBuild, parentId?: string): RouteObject[] {
  return Object.values(routes)
    .filter((route) => route?.parentId === parentId)
    .map((route) => {
      const { id, path, index, caseSensitive } = route!
      return index
        ? { id, path, index, caseSensitive }
        : { id, path, caseSensitive, children: treeOf({ routes } as ServerBuild, id) }
    })
}

function partOf(build: ServerBuild, ids: string[]): ServerBuild {
  const only = <Value>(all: Record<string, Value>) => Object.fromEntries(ids.map((id) => [id, all[id]!]))
  return {
    ...build,
    routes: only(build.routes),
    assets: { ...build.assets, routes: only(build.assets.routes) },
  }
}
