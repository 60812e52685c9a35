import { type ComponentType, Suspense } from 'react';

export interface CallPartProps {
  readonly number: string;
  /** Whom it calls, as the page names them. */
  readonly who: string;
  readonly look: 'icon' | 'button';
}
/** A button that calls a number. It comes from the feature of calls, by way of the route. */
export type CallPart = ComponentType<CallPartProps>;

/** Its place; its code may still be on its way. */
export function CallSlot({ part: Part, ...props }: CallPartProps & { readonly part: CallPart }) {
  const size = props.look === 'icon' ? 40 : 36;
  return (
    <Suspense fallback={<span style={{ display: 'inline-block', width: size, height: size }} />}>
      <Part {...props} />
    </Suspense>
  );
}
