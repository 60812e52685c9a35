import { useCallback, useEffect, useState } from 'react';

/** What this browser lets us do; `missing` where it knows no desktop notifications. */
export type Permission = 'granted' | 'denied' | 'default' | 'missing';

const permissionNow = (): Permission => ('Notification' in window ? Notification.permission : 'missing');

/** Whether this browser shows our notifications; follows what the person changes in its site settings. */
export function usePermission() {
  const [permission, setPermission] = useState(permissionNow);
  useEffect(() => {
    let status: PermissionStatus | undefined;
    let gone = false;
    const follow = () => setPermission(permissionNow());
    void navigator.permissions?.query({ name: 'notifications' }).then(
      (found) => {
        if (gone) return;
        status = found;
        status.addEventListener('change', follow);
      },
      // Some browsers cannot be asked; then the state is read when the person acts.
      () => undefined,
    );
    return () => {
      gone = true;
      status?.removeEventListener('change', follow);
    };
  }, []);
  const ask = useCallback(async (): Promise<Permission> => {
    const before = permissionNow();
    if (before !== 'default') {
      setPermission(before);
      return before;
    }
    const answer = await Notification.requestPermission();
    setPermission(answer);
    return answer;
  }, []);
  return { permission, ask };
}
