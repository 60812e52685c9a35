/**
 * Stands in for TypeBox in the browser's bundle. The contract's schemas are read by the server and by the compiler;
 * in the browser nothing looks at them, so building them (and carrying the library) would only cost time.
 */
export const Type: Record<string, () => object> = new Proxy({}, { get: () => () => ({}) });
