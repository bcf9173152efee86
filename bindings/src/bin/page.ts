// What the command line has of the page: its settings with their defaults, addresses of experiments, and how tables are written.
// Nothing else of the package knows the page.

export { kindExperimentOf } from "../../../web/src/kinds/experiment";
export { fitOptions, kindOf, kinds } from "../../../web/src/kinds";
export { ownTableValues, tableKind } from "../../../web/src/kinds/table";
export type { Kind } from "../../../web/src/kinds/kind";
export { fieldKeys, fields, parseValue, type FieldKey, type Values } from "../../../web/src/training/fields";
export { toCsv, type Dialect } from "../../../web/src/lib/csv";
