export default {
  target: {
    title: 'Participation targets',
    link: 'Targets and progress of the provinces',
    about: 'The province furthest from its target stands first. Empty sets no target.',
    propose: 'Propose from the last three editions',
    proposed:
      'Proposed is the mean of the last three editions, rounded up, one at least. Look, change, save.',
    import: 'Read from a list',
    list: 'List of targets',
    listHint: 'A line each: name or code of the province; number. Such as: Khánh Hòa; 40',
    read: 'Put into the table to look at',
    wrongLines:
      'Could not be read, or stands there twice: {{lines}}. The other lines stand in the table, not saved yet.',
    target: 'Target',
    of: 'Target of {{name}}',
    left: 'Still wanted',
    met: 'met',
    save: 'Save the targets',
    saved_other: 'The targets of {{count}} provinces were saved.',
    saved_one: 'The target of one province was saved.',
    own: 'Target: {{target}} entries; {{left}} to go.',
    ownMet: 'Target: {{target}} entries, met.',
  },
}
