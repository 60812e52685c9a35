// The package ships its types under a name that is not found.
declare module 'unicode-confusables' {
  export function rectifyConfusion(input: string): string;
}
