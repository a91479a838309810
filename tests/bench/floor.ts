import { createServer } from 'node:http'
import postgres from 'postgres'

/** The same queries as plain JSON by bare node:http: what any page on this machine costs at the least. */
const sql = postgres(process.argv[2]!, { max: 12, onnotice: () => {} })
const [roundId, judgeEmail, assignmentId] = process.argv.slice(3)

const queries: Record<string, () => Promise<unknown>> = {
  '/queue': () =>
    sql`select a.id, e.number, e.title, s.state, s.total from assignments a join users u on u.id = a.judge_id join entries e on e.id = a.entry_id left join score_sheets s on s.assignment_id = a.id where u.email = ${judgeEmail!} and a.round_id = ${roundId!} and a.recused_at is null order by a.position`,
  '/form': () =>
    sql`select a.id, e.title, e.summary, e.language, c.name_vi, s.version, s.total, s.note, (select json_agg(json_build_object('id', k.id, 'name', k.name_vi, 'max', k.max_points, 'points', p.points) order by k.position) from criteria k left join scores p on p.criterion_id = k.id and p.sheet_id = s.id where k.category_id = c.id) as rubric from assignments a join entries e on e.id = a.entry_id join categories c on c.id = e.category_id left join score_sheets s on s.assignment_id = a.id where a.id = ${assignmentId!}`,
  '/list': () =>
    sql`select e.id, e.number, e.title, avg(s.total) as mean, count(s.id) as readings, stddev_samp(s.total) as sd from round_entries r join entries e on e.id = r.entry_id left join score_sheets s on s.round_id = r.round_id and s.entry_id = e.id and s.state = 'submitted' where r.round_id = ${roundId!} group by e.id order by mean desc nulls last`,
  '/entries': () =>
    sql`select e.id, e.number, e.title, e.state, e.language, e.submitted_at, c.name_vi, g.name as agency, p.name as province, (select string_agg(a.name, ', ' order by a.position) from entry_authors a where a.entry_id = e.id) as authors from entries e join rounds r on r.edition_id = e.edition_id left join categories c on c.id = e.category_id left join agencies g on g.id = e.agency_id left join provinces p on p.frame = e.province_frame and p.code = e.province_code where r.id = ${roundId!} and e.state <> 'draft' order by e.number limit 51`,
  '/home': () =>
    sql`select number, year, name_vi, opens_at, closes_at from editions order by number desc limit 1`,
}

const server = createServer(async (request, response) => {
  const query = queries[request.url ?? '']
  if (!query) return void response.writeHead(404).end()
  const body = JSON.stringify(await query())
  response
    .writeHead(200, { 'Content-Type': 'application/json', 'Content-Length': Buffer.byteLength(body) })
    .end(body)
})
server.listen(0, '127.0.0.1', () => process.send?.((server.address() as { port: number }).port))
process.on('disconnect', () => process.exit(0))
