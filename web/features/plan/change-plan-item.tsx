import { Link, type LinkComponentProps } from '@tanstack/react-router';
import type { Me } from '#contract/identity.ts';
import { useWords } from '#web/lib/words.tsx';
import { CardIcon } from '#web/ui/icons.tsx';
import { billingWords } from './billing-words.ts';
import { isSold, usePlan } from './use-plan.ts';

/** "Change Plan" in the gear menu: for those whose role allows it, where there is anything to buy. */
export function ChangePlanItem({
  me,
  ...item
}: { me: Me } & Pick<LinkComponentProps, 'className' | 'role' | 'tabIndex'>) {
  const words = useWords(billingWords);
  const { data } = usePlan();
  const mayCome = me.line.roles.includes('admin') || me.line.roles.includes('billing');
  if (!mayCome || !data || !isSold(data)) return null;
  return (
    <Link to="/plan" search={{}} {...item}>
      <CardIcon size={18} /> {words.title}
    </Link>
  );
}
