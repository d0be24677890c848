declare module 'accessible-autocomplete' {
  const accessibleAutocomplete: { enhanceSelectElement(options: object): void };
  export default accessibleAutocomplete;
}
declare module 'govuk-frontend' {
  type Component = new (...parameters: never[]) => object;
  export const ErrorSummary: Component;
  export const PasswordInput: Component;
  export function createAll(component: Component, config?: object): void;
}
