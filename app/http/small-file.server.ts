/** A small file sent with a form (a worksheet), or null where none was chosen. Media never come this way. */
export async function fileOf(
  form: FormData,
  name: string,
): Promise<{ name: string; bytes: Uint8Array } | null> {
  const file = form.get(name)
  if (file === null || typeof file === 'string' || file.size === 0) return null
  return { name: file.name, bytes: new Uint8Array(await file.arrayBuffer()) }
}
