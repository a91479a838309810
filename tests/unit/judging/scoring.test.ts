import { expect, it } from 'vitest'
import { parsePoints } from '#app/modules/judging/scoring.ts'

it('reads every hundredth from 0 to 100 as it is typed, with comma or point', () => {
  for (let hundredths = 0; hundredths <= 10_000; hundredths++) {
    const typed = (hundredths / 100).toFixed(2)
    expect([parsePoints(typed), parsePoints(typed.replace('.', ','))]).toEqual([hundredths, hundredths])
  }
})
