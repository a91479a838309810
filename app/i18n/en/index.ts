import type { SameKeys } from '../checked.ts'
import type { Texts } from '../vi/index.ts'
import accounts from './accounts.ts'
import common from './common.ts'
import entries from './entries.ts'
import judging from './judging.ts'
import jury from './jury.ts'
import organizer from './organizer.ts'
import quality from './quality.ts'
import report from './report.ts'
import statistics from './statistics.ts'
import provinces from './provinces.ts'
import follow from './follow.ts'
import campaign from './campaign.ts'
import measures from './measures.ts'
import results from './results.ts'
import province from './province.ts'
import exports from './exports.ts'
import audit from './audit.ts'
import home from './home.ts'
import people from './people.ts'
import target from './target.ts'
import launch from './launch.ts'
import worksheet from './worksheet.ts'
import signingIn from './signing-in.ts'
import personal from './personal.ts'

const texts = {
  ...common,
  ...accounts,
  ...entries,
  ...organizer,
  ...judging,
  ...jury,
  ...quality,
  ...report,
  ...statistics,
  ...provinces,
  ...follow,
  ...campaign,
  ...measures,
  ...results,
  ...province,
  ...exports,
  ...audit,
  ...home,
  ...people,
  ...target,
  ...launch,
  ...worksheet,
  ...signingIn,
  ...personal,
}

// Every key of the Vietnamese source must be here.
texts satisfies SameKeys<Texts>

export default texts as unknown as Texts
