import { expect, it } from 'vitest'
import { simulate, type Trial } from '#app/modules/statistics/simulate.ts'

const near = (figures: Record<string, number>) =>
  Object.fromEntries(Object.entries(figures).map(([name, value]) => [name, expect.closeTo(value, 4)]))

/** Where every judge reads every entry, another program (Python) made the same rounds from what the docstring says. */
it.each<[Trial, Record<'raw' | 'zScore', number>, Record<'raw' | 'zScore', number>]>([
  [
    { entries: 12, judges: 3, readings: 3, top: 0.25, reps: 2, seed: 5 },
    { raw: 0.66667, zScore: 0.66667 },
    { raw: 0.765999, zScore: 0.737809 },
  ],
  [
    { entries: 60, judges: 4, readings: 4, top: 0.1, reps: 3, seed: 8 },
    { raw: 0.66667, zScore: 0.66667 },
    { raw: 0.683082, zScore: 0.669539 },
  ],
  [
    { entries: 200, judges: 2, readings: 5, top: 20, reps: 4, seed: 3 },
    { raw: 0.566079, zScore: 0.581071 },
    { raw: 0.662645, zScore: 0.65174 },
  ],
])(
  'ranks made-up rounds by plain and by standard scores as another program does: %o',
  (trial, recall, tau) => {
    const found = simulate(trial)
    expect(found.recall).toMatchObject(near(recall))
    expect(found.tau).toMatchObject(near(tau))
  },
)

/** Figures that are quoted must be found again: the same trial gives the same ones, whatever changes inside. */
it.each<[string, Trial, { recall: number[]; tau: number[] }]>([
  [
    'few readings',
    { entries: 30, judges: 6, readings: 2, top: 0.1, reps: 3, seed: 5 },
    { recall: [0.55556, 0.55556, 0.55556, 0.72222], tau: [0.719839, 0.715956, 0.724678, 0.594429] },
  ],
  [
    'judges who would meet the same partners again and again',
    { entries: 40, judges: 4, readings: 3, top: 0.1, reps: 3, seed: 5 },
    { recall: [0.75, 0.75, 0.75, 0.83333], tau: [0.664521, 0.70201, 0.703911, 0.705696] },
  ],
  [
    'one reading, too few for a model',
    { entries: 10, judges: 4, readings: 1, top: 0.2, reps: 4, seed: 6 },
    { recall: [0.25, 0.4375, 0.25, 0.25], tau: [0.514481, 0.434506, 0.514481, 0.514481] },
  ],
  [
    'one judge',
    { entries: 10, judges: 1, readings: 1, top: 2, reps: 4, seed: 6 },
    { recall: [0.6875, 0.6875, 0.6875, 0.6875], tau: [0.673072, 0.673072, 0.673072, 0.673072] },
  ],
  [
    'a place for each, so nothing to read further',
    { entries: 4, judges: 3, readings: 2, top: 4, reps: 2, seed: 6 },
    { recall: [1, 1, 1, 1], tau: [0.730297, 0.5, 0.333333, 0.252311] },
  ],
])('gives the same figures for the same seed: %s', (_what, trial, { recall, tau }) => {
  const found = simulate(trial)
  const figures = (of: Record<string, number>) => [of.raw, of.zScore, of.adjusted, of.adaptive]
  expect(figures(found.recall)).toEqual(recall.map((value) => expect.closeTo(value, 4)))
  expect(figures(found.tau)).toEqual(tau.map((value) => expect.closeTo(value, 4)))
})
