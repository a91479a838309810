import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { DraftCame, DraftAsk } from '#app/components/entries/ask-draft.ts'
import { DossierSaving, nothingShown, type Unstored } from '#app/components/entries/dossier-saving.ts'
import { layOver, type DraftFields } from '#app/modules/entries/draft-fields.ts'
import type { Standing } from '#app/modules/entries/standing.server.ts'
import { sized } from '../../support/size.ts'

const fields = ['title', 'originalTitle', 'summary'] as const

/** A dossier on the server, as saveDraft keeps it; a text with an x is none that it takes. */
class Server {
  version = 1
  stored: DraftFields = { title: '', originalTitle: '', summary: '' }
  /** what was ever taken, in its order */
  taken: string[] = []
  submitted: { fields: DraftFields } | null = null

  save({ version, changed, was }: DraftAsk): DraftCame {
    if (this.submitted)
      return { is: 'refused', why: { errors: {}, conflicts: {}, whole: { key: 'entry.refused.notDraft' } } }
    const laid = layOver(this.stored, { fields: changed, was, onNewest: version === this.version })
    const errors = Object.fromEntries(
      Object.entries(laid.fields)
        .filter(([, typed]) => typed.includes('x'))
        .map(([name]) => [name, { key: 'form.error.invalid' }]),
    )
    const written = Object.entries(laid.fields).filter(([name]) => !(name in errors))
    for (const [name, typed] of written) {
      this.stored = { ...this.stored, [name]: typed.trim() }
      this.taken.push(`${name}=${typed.trim()}`)
    }
    if (written.length > 0) this.version++
    const answer = {
      version: this.version,
      errors,
      conflicts: laid.conflicts,
      savedAt: '',
      categoryId: null,
      standing: {} as Standing,
      fields: this.stored,
    }
    return { is: 'answered', answer }
  }

  submit(version: number) {
    if (!this.submitted && version === this.version) this.submitted = { fields: { ...this.stored } }
  }
}

type Line = 'open' | 'askCut' | 'answerCut' | 'signedOut'

/** A page with the dossier open, its browser's memory, and a line that may be cut on the way there or back. */
class Tab {
  screen: DraftFields
  line: Line = 'open'
  shown = nothingShown
  kept: Unstored | null = null
  onTheWay: (() => void)[] = []
  waiting: (() => void) | null = null
  busy = ''
  handedIn: DraftFields | null = null
  saving: DossierSaving
  readonly server: Server

  constructor(server: Server, kept: Unstored | null = null) {
    this.server = server
    this.screen = { ...server.stored }
    this.saving = new DossierSaving(
      {
        typed: () => ({ ...this.screen }),
        fill: (name, value) => (this.screen[name] = value),
        isBusy: (name) => this.busy === name,
        ask: (ask) => this.ask(ask),
        wait: (_kind, then) => (this.waiting = then),
        keep: (unstored) => (this.kept = unstored),
        show: (shown) => (this.shown = shown),
        onOutdated: () => {},
        onReady: (version) => {
          const before = this.server.submitted
          this.server.submit(version)
          if (!before && this.server.submitted) this.handedIn = { ...this.screen }
        },
      },
      { version: server.version, fields: server.stored },
    )
    if (kept) this.saving.takeUp(kept)
  }

  ask(ask: DraftAsk): Promise<DraftCame> {
    const { line } = this
    if (line === 'signedOut') return Promise.resolve({ is: 'signedOut' })
    return new Promise((answered) =>
      this.onTheWay.push(() => {
        const came = line === 'askCut' ? null : this.server.save(ask)
        answered(came && line === 'open' ? came : { is: 'noLine' })
      }),
    )
  }

  type(name: string, text: string) {
    if (this.shown.locked) return
    this.busy = name
    this.screen[name] = text
    this.saving.typed()
  }
}

const settle = () => new Promise((done) => setTimeout(done))
const pass = (tab: Tab) => {
  const then = tab.waiting
  tab.waiting = null
  then?.()
}

async function untilQuiet(...tabs: Tab[]) {
  for (let turn = 0; turn < 60; turn++) {
    for (const tab of tabs) {
      tab.onTheWay.shift()?.()
      await settle()
      pass(tab)
    }
    if (tabs.every((tab) => tab.onTheWay.length === 0 && tab.waiting === null)) return
  }
}

describe('a dossier open in two pages', () => {
  it('has what each changed, in fields that only one of them wrote', async () => {
    const server = new Server()
    const [one, other] = [new Tab(server), new Tab(server)]
    one.type('title', 'Biển')
    other.type('summary', 'Về biển')
    await untilQuiet(one, other)
    expect(server.stored).toEqual({ title: 'Biển', originalTitle: '', summary: 'Về biển' })
    expect([other.screen, other.shown.laid]).toEqual([server.stored, true])
  })

  it.each([
    [true, 'của tôi'],
    [false, 'của kia'],
  ])('asks about one that both wrote; mine: %s', async (mine, kept) => {
    const server = new Server()
    const [one, other] = [new Tab(server), new Tab(server)]
    one.type('title', 'của kia')
    await untilQuiet(one)
    other.type('title', 'của tôi')
    await untilQuiet(other)
    expect([other.shown.why.conflicts, other.screen.title]).toEqual([{ title: 'của kia' }, 'của tôi'])
    expect(other.saving.press()).toBe(false)
    other.saving.decide('title', mine)
    await untilQuiet(other)
    expect([server.stored.title, other.screen.title, other.shown.phase]).toEqual([kept, kept, 'clean'])
  })

  it('is not handed in from a page that has not shown what the other wrote', async () => {
    const server = new Server()
    const [one, other] = [new Tab(server), new Tab(server)]
    one.type('title', 'mới')
    await untilQuiet(one)
    other.saving.press()
    await untilQuiet(other)
    expect([server.submitted, other.screen.title, other.shown.why.whole?.key]).toEqual([
      null,
      'mới',
      'entry.save.laid',
    ])
    other.saving.press()
    await untilQuiet(other)
    expect(server.submitted).toEqual({ fields: other.handedIn })
  })
})

it('is not told of another page where the answer to a stored save was lost', async () => {
  const tab = new Tab(new Server())
  tab.line = 'answerCut'
  tab.type('title', 'Biển')
  pass(tab)
  tab.onTheWay.shift()!()
  await settle()
  expect([tab.server.stored.title, tab.shown.phase, tab.kept?.fields]).toEqual([
    'Biển',
    'offline',
    { title: 'Biển' },
  ])
  tab.line = 'open'
  await untilQuiet(tab)
  expect([tab.shown.phase, tab.shown.why.conflicts, tab.kept, tab.server.version]).toEqual([
    'clean',
    {},
    null,
    2,
  ])
})

it('keeps what is refused, stores the rest, and is not handed in before it is put right', async () => {
  const tab = new Tab(new Server())
  tab.type('title', '4x5')
  tab.type('summary', 'Về biển')
  await untilQuiet(tab)
  expect([tab.server.stored, tab.shown.phase, tab.kept?.fields]).toEqual([
    { title: '', originalTitle: '', summary: 'Về biển' },
    'refused',
    { title: '4x5' },
  ])
  expect(tab.saving.press()).toBe(false)
  tab.type('title', '45')
  tab.saving.press()
  await untilQuiet(tab)
  expect(tab.server.submitted?.fields.title).toBe('45')
})

it('does not write in a field somebody is typing in', async () => {
  const tab = new Tab(new Server())
  tab.type('title', 'Biển ')
  await untilQuiet(tab)
  expect([tab.server.stored.title, tab.screen.title, tab.shown.phase]).toEqual(['Biển', 'Biển ', 'clean'])
})

it('is handed in at once where the server stores in another form what was typed', async () => {
  const tab = new Tab(new Server())
  tab.type('title', 'Biển ')
  tab.busy = ''
  tab.saving.press()
  await untilQuiet(tab)
  expect([tab.server.submitted?.fields.title, tab.screen.title, tab.shown.laid]).toEqual([
    'Biển',
    'Biển',
    false,
  ])
})

it('takes up what another page kept, beside what was written since', async () => {
  const server = new Server()
  const left = new Tab(server)
  left.line = 'askCut'
  left.type('title', 'gõ khi mất mạng')
  const kept = left.kept!
  const elsewhere = new Tab(server)
  elsewhere.type('summary', 'ở máy khác')
  await untilQuiet(elsewhere)
  const again = new Tab(server, kept)
  await untilQuiet(again)
  expect(server.stored).toEqual({ title: 'gõ khi mất mạng', originalTitle: '', summary: 'ở máy khác' })
})

it('takes up what was sent and never answered without calling it another page’s', async () => {
  const server = new Server()
  const left = new Tab(server)
  left.line = 'answerCut'
  left.type('title', 'Biển ')
  pass(left)
  left.onTheWay.shift()!()
  await settle()
  left.type('title', 'Biển gọi')
  const again = new Tab(server, left.kept)
  await untilQuiet(again)
  expect([server.stored.title, again.shown.why.conflicts, again.shown.phase]).toEqual([
    'Biển gọi',
    {},
    'clean',
  ])
})

const steps = fc.array(
  fc.record({
    tab: fc.constantFrom(0, 1),
    does: fc.constantFrom('type', 'pass', 'arrive', 'line', 'press', 'decide', 'reopen'),
    name: fc.constantFrom(...fields),
    text: fc.constantFrom('a', 'b ', 'cx', 'd'),
    line: fc.constantFrom<Line>('open', 'askCut', 'answerCut', 'signedOut'),
    mine: fc.boolean(),
  }),
  { maxLength: 40 },
)

it('loses nothing, hands in what stands on the screen, and comes to rest, whatever the order', async () => {
  await fc.assert(
    fc.asyncProperty(steps, async (walk) => {
      const server = new Server()
      const tabs = [new Tab(server), new Tab(server)]
      for (const { tab: at, does, name, text, line, mine } of walk) {
        const tab = tabs[at]!
        if (does === 'type') tab.type(name, text)
        else if (does === 'pass') pass(tab)
        else if (does === 'arrive') tab.onTheWay.shift()?.()
        else if (does === 'line') tab.line = line
        else if (does === 'press') tab.saving.press()
        else if (does === 'decide') tab.saving.decide(name, mine)
        // The page is closed at once, and the dossier opened anew.
        else tabs[at] = new Tab(server, tab.kept)
        await settle()
        // What is not stored is on a screen, and in the memory of its browser.
        for (const { screen, saving, kept } of tabs)
          for (const [name, typed] of Object.entries(kept?.fields ?? {}))
            expect([saving.isUnsaved(), screen[name]]).toEqual([true, typed])
      }
      for (const tab of tabs) {
        tab.line = 'open'
        tab.saving.again()
      }
      await untilQuiet(...tabs)
      // Each page is read again, as after a file has come.
      for (const tab of tabs) tab.saving.follow({ version: server.version, fields: server.stored })
      await untilQuiet(...tabs)
      const handedIn = tabs.flatMap((tab) => (tab.handedIn ? [tab.handedIn] : []))
      for (const screen of handedIn)
        expect(Object.values(screen).map((typed) => typed.trim())).toEqual(
          Object.values(server.submitted!.fields),
        )
      for (const { screen, shown } of tabs)
        for (const name of fields) {
          const isTold = name in shown.why.errors || name in shown.why.conflicts || server.submitted !== null
          if (!isTold && shown.phase === 'clean') expect(screen[name]!.trim()).toBe(server.stored[name])
          if (!isTold) expect(shown.phase === 'clean' || shown.phase === 'refused').toBe(true)
        }
    }),
    { numRuns: sized(300, 5000) },
  )
})

it('tells somebody who writes alone of nobody else, whatever the order', async () => {
  await fc.assert(
    fc.asyncProperty(steps, async (walk) => {
      const server = new Server()
      let tab = new Tab(server)
      for (const { does, name, text, line } of walk) {
        if (does === 'type') tab.type(name, text)
        else if (does === 'pass') pass(tab)
        else if (does === 'arrive') tab.onTheWay.shift()?.()
        else if (does === 'line') tab.line = line
        else if (does === 'reopen') {
          tab.onTheWay.forEach((arrives) => arrives())
          tab = new Tab(server, tab.kept)
        }
        await settle()
        expect([tab.shown.why.conflicts, tab.shown.laid]).toEqual([{}, false])
      }
      tab.line = 'open'
      tab.saving.again()
      await untilQuiet(tab)
      for (const name of fields)
        if (!(name in tab.shown.why.errors)) expect(server.stored[name]).toBe(tab.screen[name]!.trim())
    }),
    { numRuns: sized(300, 5000) },
  )
})
