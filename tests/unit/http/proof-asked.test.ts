import { globSync, readFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import { askingForProof } from '#app/http/proof-asked.ts'

it('asks for a proof again in every route of the list and in no other', () => {
  const asking = globSync('app/routes/**/*.{ts,tsx}').filter((file) =>
    /await requireRecentProof\(/.test(readFileSync(file, 'utf8')),
  )
  expect(asking.map((file) => file.replace('app/routes/', '')).sort()).toEqual([...askingForProof].sort())
})

/** Verbs of routes whose change cannot be taken back by whoever made it: whoever adds one says here that it asks. */
const beyondRecall = /publication|unlocking|retraction|erasure|exports\.tsx$|resources\+\/invitations/

it('leaves out no route that publishes, unlocks, erases, exports contacts or invites an administrator', () => {
  const routes = globSync('app/routes/**/*.{ts,tsx}').map((file) => file.replace('app/routes/', ''))
  const found = routes.filter((file) => beyondRecall.test(file) && !file.startsWith('resources+/exports'))
  expect(found.filter((file) => !(askingForProof as readonly string[]).includes(file))).toEqual([])
  expect(found.length).toBeGreaterThanOrEqual(5)
})

it('asks before a form is read, which can be read once', () => {
  for (const route of askingForProof) {
    const text = readFileSync(`app/routes/${route}`, 'utf8')
    const action = text.slice(text.indexOf('export async function action'))
    const read = action.search(/readForm\(|readFields\(|formData\(/)
    expect([route, read === -1 || action.indexOf('requireRecentProof(') < read]).toEqual([route, true])
  }
})
