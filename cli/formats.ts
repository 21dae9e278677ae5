/** What `stackc check --output-format` can print. */
export const FORMATS = ["text", "json", "github", "sarif"] as const;
export type Format = (typeof FORMATS)[number];

/** What `stackc verify --output-format` can print. */
export const REPORT_FORMATS = ["text", "json", "junit"] as const;
export type ReportFormat = (typeof REPORT_FORMATS)[number];
