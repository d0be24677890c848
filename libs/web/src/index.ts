export { Pages } from './page/pages';
export { installationRoot } from './page/environment';
export { languages, type Frame, type Identity, type NavigationItem, type Reader } from './page/frame';
export { Labels } from './form/labels';
export { presentField, presentFields, type Drawing } from './form/present';
export { readFields, readNumber, type FormBody } from './form/read';
export type { FieldView, FormProblem, Option } from './form/field-view';
export { chartSvg, type ChartModel, type ChartSeries } from './chart/chart';
