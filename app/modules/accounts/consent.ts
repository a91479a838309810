/** The consent text in force; a change of its words is a new version. Law 91/2025/QH15, articles on consent. */
export const consentVersion = '2026-11'
