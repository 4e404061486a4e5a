// Loader hooks: whatever the package imports of its host program comes from the stand-in.

const STAND_IN = new URL("stand-in.mjs", import.meta.url).href;

export function resolve(specifier, context, next) {
  if (specifier.startsWith("openclaw/") || specifier.startsWith("./setup-core"))
    return { url: STAND_IN, shortCircuit: true };
  return next(specifier, context);
}
