interface Operation {
  readonly summary?: string;
  readonly responses?: Readonly<Record<string, unknown>>;
}

/** Operations of an OpenAPI document that do not say what they are for, or what they answer when all goes well. */
export function undescribed(api: {
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>;
}): string[] {
  return Object.entries(api.paths).flatMap(([route, operations]) =>
    Object.entries(operations)
      .filter(([, { summary, responses = {} }]) => {
        const succeeds = Object.keys(responses).some(status => /^2\d\d$/.test(status) && status !== '202');
        return !summary || !succeeds;
      })
      .map(([method]) => `${method} ${route}`),
  );
}
