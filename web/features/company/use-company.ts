import { queryOptions, useInfiniteQuery, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { archives } from '#contract/archives.ts';
import { type Company, type CompanyNumber, company } from '#contract/company.ts';
import type { BodyOf } from '#contract/endpoint.ts';
import { call } from '#web/lib/api.ts';

const companyQuery = queryOptions({
  queryKey: ['company'],
  queryFn: ({ signal }): Promise<Company> => call(company.read, { signal }),
});
export const useCompany = () => useQuery(companyQuery);

const numbersQuery = queryOptions({
  queryKey: ['company', 'numbers'],
  queryFn: ({ signal }): Promise<CompanyNumber[]> => call(company.numbers, { signal }),
});
export const useNumbers = () => useQuery(numbersQuery);
const archivesQuery = queryOptions({
  queryKey: ['company', 'archives'],
  queryFn: ({ signal }) => call(archives.list, { signal }),
});
export const useArchives = () => useQuery(archivesQuery);

/** A change whose reply is what the page shows from then on. */
function useChange<Input, Reply>(key: readonly string[], run: (input: Input) => Promise<Reply>) {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: run,
    onSuccess: async (reply) => {
      await queries.cancelQueries({ queryKey: key, exact: true });
      queries.setQueryData(key, reply);
    },
  });
}

export const useChangeCompany = () =>
  useChange(companyQuery.queryKey, (body: BodyOf<typeof company.change>) => call(company.change, { body }));
export const useChangePolicy = () =>
  useChange(companyQuery.queryKey, (body: BodyOf<typeof company.changePolicy>) => call(company.changePolicy, { body }));
/** What would be deleted if things were kept for so many months; asked for anew each time, since it is asked before a deletion. */
export const useRehearsedRetention = (months: number | undefined) =>
  useQuery({
    queryKey: ['company', 'retention', months],
    queryFn: ({ signal }) => call(company.rehearseRetention, { query: { months: months ?? 0 }, signal }),
    enabled: months !== undefined,
    gcTime: 0,
  });
export const useChangeBillingContact = () =>
  useChange(companyQuery.queryKey, (contact: Company['billingContact']) =>
    call(company.changeBillingContact, { body: { contact } }),
  );
export const useTakeNumber = () =>
  useChange(numbersQuery.queryKey, (number: string) => call(company.takeNumber, { body: { number } }));
export const useAssignNumber = () =>
  useChange(numbersQuery.queryKey, ({ number, lineId }: { number: string; lineId: string | null }) =>
    call(company.assignNumber, { params: { number }, body: { lineId } }),
  );
export const useReleaseNumber = () =>
  useChange(numbersQuery.queryKey, (number: string) => call(company.releaseNumber, { params: { number } }));
export const useOffers = () =>
  useMutation({
    mutationFn: (areaCode: string) => call(company.offers, { query: areaCode === '' ? {} : { areaCode } }),
  });
export const useMakeArchive = () =>
  useChange(archivesQuery.queryKey, (body: BodyOf<typeof archives.make>) => call(archives.make, { body }));

export const useAudit = (filter: { line: string; about: string }) =>
  useInfiniteQuery({
    queryKey: ['company', 'audit', filter],
    queryFn: ({ pageParam, signal }) =>
      call(company.audit, {
        query: {
          ...(pageParam !== null && { before: pageParam }),
          ...(filter.line !== '' && { line: filter.line }),
          ...(filter.about !== '' && { about: filter.about }),
        },
        signal,
      }),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.before,
  });
