/** The shape another language must have: every key of the source with a text of its own; English adds `…_one`. */
export type SameKeys<Source> = {
  [Key in keyof Source]: Source[Key] extends string ? string : SameKeys<Source[Key]>
}
