import { sql } from 'drizzle-orm'
import { rerunJobs, resendAll, resendLetter } from '#app/modules/mail/resend-letters.server.ts'
import { mailMessages } from '#db/schema/index.ts'
import type { Row } from './rows.ts'

const failed = () =>
  sql`insert into ${mailMessages} (id, recipient, subject, body, state)
    values ('mai_matrix', 'a@thu.vn', 'Thư', 'Kính gửi', 'failed')`

/** Mail and jobs, where no mail server is configured. */
export const mailRows: Row[] = [
  {
    asks: 'resendLetter',
    given: failed,
    ask: (a) => resendLetter(a, 'mai_matrix'),
    answers: { admin: 'admin.resend.refused.noServer' },
  },
  { asks: 'resendLetter', state: 'none such', ask: (a) => resendLetter(a, 'mai_none'), answers: {} },
  { asks: 'resendAll', ask: (a) => resendAll(a), answers: { admin: 'admin.resend.refused.noServer' } },
  { asks: 'rerunJobs', ask: (a) => rerunJobs(a), answers: { admin: 'done' }, events: ['mail.jobsRerun'] },
]
