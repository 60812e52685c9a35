import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { contactImports } from '#contract/contact-imports.ts';
import type { Import } from '#contract/contacts.ts';
import type { BodyOf } from '#contract/endpoint.ts';
import { addressOf, call, Refusal, refusalFrom } from '#web/lib/api.ts';
import { webErrors } from '#web/lib/web-errors.ts';

export const useImports = () =>
  useQuery({ queryKey: ['contacts', 'imports'], queryFn: ({ signal }) => call(contactImports.list, { signal }) });

export const useImport = (id: string) =>
  useQuery({
    queryKey: ['contacts', 'import', id],
    queryFn: ({ signal }) => call(contactImports.read, { params: { id }, signal }),
    // News of it come with every thousand rows; should one get lost, the page asks by itself.
    refetchInterval: ({ state }) => (state.data?.state === 'running' ? 2000 : false),
  });

interface Upload {
  readonly file: File;
  readonly onProgress: (share: number) => void;
}

export function useUploadImport() {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: upload,
    onSuccess: (made) => queries.setQueryData(['contacts', 'import', made.id], made),
  });
}

export function useStartImport(id: string) {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (body: BodyOf<typeof contactImports.start>) => call(contactImports.start, { params: { id }, body }),
    onSuccess: (now) => queries.setQueryData(['contacts', 'import', id], now),
  });
}

export function useCancelImport(id: string) {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: () => call(contactImports.cancel, { params: { id } }),
    onSuccess: (now) => queries.setQueryData(['contacts', 'import', id], now),
  });
}

/** `fetch` cannot tell how much of a body has left, so this one request is made the older way. */
function upload({ file, onProgress }: Upload): Promise<Import> {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    request.open(contactImports.upload.method, addressOf(contactImports.upload, {}));
    request.upload.onprogress = ({ lengthComputable, loaded, total }) => lengthComputable && onProgress(loaded / total);
    request.onerror = () => reject(new Refusal(webErrors.offline.code, 0, webErrors.offline.message));
    request.onload = () => {
      if (request.status !== 201) return reject(refusalFrom(request.status, request.responseText));
      resolve(JSON.parse(request.responseText) as Import); // the server validates its replies against this schema
    };
    const body = new FormData();
    body.append('file', file);
    request.send(body);
  });
}
