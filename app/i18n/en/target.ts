export default {
  target: {
    title: 'Participation targets',
    link: 'Targets and progress of the provinces',
    about: 'The province furthest from its target stands first. Leave empty to set no target.',
    propose: 'Propose from the last three editions',
    proposed:
      'Proposed is the mean of the last three editions, rounded up, at least 1. Review, change, then save.',
    import: 'Read from a list',
    list: 'List of targets',
    listHint: 'One line each: name or code of the province; number. For example: Khánh Hòa; 40',
    read: 'Load into the table',
    wrongLines:
      'Could not be read, or twice: {{lines}}. Correct these lines; the others are in the table, not saved yet.',
    target: 'Target',
    of: 'Target of {{name}}',
    left: 'Still missing',
    met: 'met',
    save: 'Save the targets',
    saved_other: 'The targets of {{count}} provinces were saved.',
    saved_one: 'The target of one province was saved.',
    own_other: 'Target: {{target}} entries; still missing: {{left}}.',
    own_one: 'Target: {{target}} entry; still missing: {{left}}.',
    ownMet_other: 'Target: {{target}} entries, met.',
    ownMet_one: 'Target: {{target}} entry, met.',
  },
}
