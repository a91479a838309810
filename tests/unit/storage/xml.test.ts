import { expect, it } from 'vitest'
import { element, escapeXml, fieldsOf } from '#storage/embedded/xml.ts'

it('writes every sign of XML as a number', () => {
  expect(escapeXml(`<a href="x" title='y'>Đất & nước</a>`)).toBe(
    '&#60;a href=&#34;x&#34; title=&#39;y&#39;&#62;Đất &#38; nước&#60;/a&#62;',
  )
})

it('writes fields first and children as they are', () => {
  const child = element('Part', { Size: 3 })
  expect(element('List', { Key: 'a&b', IsTruncated: false }, [child, child])).toBe(
    '<List><Key>a&#38;b</Key><IsTruncated>false</IsTruncated><Part><Size>3</Size></Part><Part><Size>3</Size></Part></List>',
  )
})

it('reads the fields of every element of a name', () => {
  const document = `<?xml version="1.0"?><Delete xmlns="http://s3">
    <Object><Key>a</Key></Object>
    <Object>\n<Key>b</Key>\n<VersionId>1</VersionId></Object><Quiet>true</Quiet></Delete>`
  expect(fieldsOf(document, 'Object')).toEqual([{ Key: 'a' }, { Key: 'b', VersionId: '1' }])
  expect(fieldsOf(document, 'Part')).toEqual([])
})

it.each([
  ['&lt;&gt;&quot;&apos;&amp;', `<>"'&`],
  ['&#7871;&#x1EBF;&#x1ebf;', 'ếếế'],
  ['&#x1F4F7;', '📷'],
  ['&amp;lt;', '&lt;'],
  ['&nothing; & x', '&nothing; & x'],
])('reads %s as %s', (written, text) => {
  expect(fieldsOf(`<Object><Key>${written}</Key></Object>`, 'Object')).toEqual([{ Key: text }])
})

it.each([`<>&"'`, 'ế +&#38;?.txt', ']]>', ''])('reads back %j as it wrote it', (text) => {
  expect(fieldsOf(element('Object', { Key: text }), 'Object')).toEqual([{ Key: text }])
})
