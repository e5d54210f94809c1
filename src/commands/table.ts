import { markdownTable } from 'markdown-table';

/** The cells of a row, from the left. */
export type Row = readonly string[];

/** Aligned columns under a header, as Markdown has them: numbers stand to the right, and a ticket shows a table. */
export function table(header: Row, rows: readonly Row[]): string {
  const align = header.map((_, column) => (rows.every((row) => isNumeric(row[column])) ? 'r' : ''));
  return `${markdownTable([header, ...rows], { align })}\n`;
}

/** `12`, `+0.13`, `3 of 25 (12.0 %)`; nothing measured is a dash. */
function isNumeric(cell: string | undefined): boolean {
  return cell === undefined || /^(|–|[+-]?\d[\d.]*( of \d+ \(.*\)| %)?)$/.test(cell);
}
