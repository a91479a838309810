export default {
  home: {
    editionLine: 'Edition {{number}}, {{year}}.',
    sentence: {
      upcoming: 'Entries open at {{opens}}.',
      open: 'Entries are open until {{closes}}.',
      judging: 'Entries are closed; the jury is at work.',
      published: 'The results are published.',
    },
    enter: 'Submit a work',
    forMembers: 'Sign in (judges, provinces, organizers)',
    rules: 'Rules',
    timetable: 'Timetable',
    winners: 'Top prizes of edition {{number}}',
    allWinners: 'See all results',
  },
} as const
