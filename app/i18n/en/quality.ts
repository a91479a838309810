export default {
  quality: {
    title: 'Quality of judging',
    open: 'Quality of judging',
    none: 'No sheet has been submitted yet.',
    read: 'Score sheets submitted: {{sheets}}; entries: {{entries}}.',
    agreement:
      'Agreement between judges (Krippendorff’s alpha): {{alpha}}, 95 % interval from {{low}} to {{high}}.',
    noAgreement: 'Agreement between judges cannot be computed yet:',
    meaning: {
      reliable: 'The judges understand the criteria alike; the ranking can be relied on.',
      tentative: 'Agreement is moderate; look again at the entries near the cut.',
      weak: 'Agreement is low; discuss the criteria again and add reviews near the cut.',
    },
    icc: 'Intraclass correlation ICC(2,1): {{icc}} (95 %: {{low}} to {{high}}).',
    kendall: 'Kendall’s coefficient of concordance W: {{w}} (p = {{p}}).',
    spreads:
      'Standard deviation of the scores: between entries {{entry}}, between judges {{judge}}, remainder {{rest}}.',
    positionFound:
      'The order of judging has an effect: after every ten entries, scores change by {{effect}}.',
    positionNone: 'The order of judging has no visible effect ({{effect}} points over ten entries).',
    severityPicture:
      'How generously (right) or strictly (left) each judge scores; the bar is half a standard deviation to each side.',
    judges: 'each judge',
    range: 'Range',
    severity: 'Generosity',
    others: 'Correlation with other judges',
    drift: 'Drift over time',
    ownAgency: 'Same agency',
    ownProvince: 'Same province',
    legend:
      'Generosity: points above what the model expects for the entries; below zero is strict. Drift: change in points from sheet to sheet. Own agency, own province: difference from the other entries, given from five sheets on. An asterisk: statistically significant (p < 0.05).',
    days: 'Sheets submitted by day',
    asTable: 'Show as a table',
    criteria: 'Distribution of each criterion',
    criterion: 'Criterion',
  },
}
