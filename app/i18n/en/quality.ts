export default {
  quality: {
    title: 'Quality of judging',
    open: 'Quality of judging',
    none: 'No sheet has been sent yet.',
    read: '{{sheets}} sheets sent for {{entries}} entries.',
    agreement:
      'Agreement between judges (Krippendorff’s alpha): {{alpha}}, 95 % interval from {{low}} to {{high}}.',
    noAgreement: 'Agreement cannot be computed yet:',
    meaning: {
      reliable: 'The judges understand the criteria alike; the ranking can be relied on.',
      tentative: 'Agreement is moderate; look again at entries near the cut.',
      weak: 'Agreement is low; discuss the criteria again and add readings near the cut.',
    },
    icc: 'Intraclass correlation ICC(2,1): {{icc}} (95 %: {{low}} to {{high}}).',
    kendall: 'Kendall’s coefficient of concordance W: {{w}} (p = {{p}}).',
    spreads: 'Standard deviation of entries {{entry}}, of judges {{judge}}, of the rest {{rest}} points.',
    positionFound: 'The order of reading matters: every ten entries later, scores move by {{effect}}.',
    positionNone: 'No effect of the order of reading is seen ({{effect}} points in ten entries).',
    severityPicture:
      'How generous (right) or severe (left) each judge is; the bar is half a standard deviation to each side.',
    judges: 'each judge',
    range: 'Range',
    severity: 'Generosity',
    others: 'Correlation with others',
    drift: 'Drift over time',
    ownAgency: 'Own agency',
    ownProvince: 'Own province',
    legend:
      'Generosity: points above what entries deserve by the model. Drift: points a sheet. Own agency, own province: difference in points, from five sheets on. An asterisk: hardly by chance (p < 0.05).',
    days: 'Sheets sent by day',
    asTable: 'Show as a table',
    criteria: 'Distribution of each criterion',
    criterion: 'Criterion',
  },
}
