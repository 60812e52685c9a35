import type { Group } from '#contract/groups.ts';
import type { GroupRow } from './store.ts';

export const presentGroup = (group: GroupRow): Group => ({
  id: group.id,
  name: group.name,
  keyword: group.keyword,
  joinByText: group.joinByText,
  joinMessage: group.joinMessage,
  size: group.size,
  pending: group.pending,
  createdAt: group.createdAt.toISOString(),
  changedAt: group.changedAt.toISOString(),
});
