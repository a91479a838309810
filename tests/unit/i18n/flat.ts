type Tree = { [key: string]: string | Tree }

/** Every text under its whole key. */
export const flat = (tree: object): Map<string, string> => new Map(pairs(tree as Tree, ''))

const pairs = (tree: Tree, before: string): [string, string][] =>
  Object.entries(tree).flatMap(([key, value]) =>
    typeof value === 'string'
      ? [[before + key, value] as [string, string]]
      : pairs(value, `${before}${key}.`),
  )
