import { dropChange, dropFilter, dropMember, dropMessage, dropRowLock, dropStep, dropWhere } from './calls.ts'
import { dropBranch, dropTerm, turnChoice, turnEquality } from './conditions.ts'
import { changeSql } from './sql.ts'
import type { Operator } from './tree.ts'
import { changeState, dropClamp, moveBound, roundOtherwise, stretchTime } from './values.ts'

export const operators: readonly Operator[] = [
  dropBranch,
  turnChoice,
  dropTerm,
  turnEquality,
  dropStep,
  dropMessage,
  dropRowLock,
  dropFilter,
  dropWhere,
  dropMember,
  dropChange,
  moveBound,
  dropClamp,
  roundOtherwise,
  stretchTime,
  changeState,
  changeSql,
]
