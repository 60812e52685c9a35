/** Whom nobody reaches from here, wherever they are: 933 tests an American emergency line, 988 is the American crisis line. */
const everywhere = ['911', '112', '999', '000', '110', '118', '119', '933', '988'];

/** What else is dialled for police, fire or an ambulance, by country. */
const national: Readonly<Record<string, string>> = {
  AE: '997 998',
  AR: '100 101 103 105 107',
  AT: '122 133 140 144',
  AU: '106',
  BE: '100 101',
  BR: '190 191 192 193',
  CH: '117 143 144 1414',
  CL: '130 131 132 133',
  CN: '120 122',
  CO: '123 125 132',
  CZ: '150 155 156 158',
  EG: '122 123 180',
  ES: '061 062 080 085 088 091 092',
  FR: '15 17 18 114 115 191 196',
  GB: '18000 105 111',
  GR: '100 108 166 199',
  HK: '992',
  HU: '104 105 107',
  ID: '113 115',
  IL: '100 101 102',
  IN: '100 101 102 103 108 1091',
  IT: '113 114 115 117 1530',
  JM: '114',
  KR: '111 113 117 122',
  LU: '113',
  MX: '060 065 066 068 080 089',
  NG: '199',
  NO: '113',
  NZ: '111',
  PE: '105 106 116',
  PL: '986 997 998',
  RU: '101 102 103 104',
  SA: '937 997 998',
  SG: '993 995',
  TH: '191 199 1669',
  TR: '155 156 177',
  UA: '101 102 103 104',
  VN: '113 114 115',
  ZA: '107 10111 10177',
};

/** Whether an emergency number was written, in any spelling: with blanks, in other digits, with the code of a country before it. */
export function isEmergencyNumber(text: string, region: string): boolean {
  const written = asciiDigits(text.normalize('NFKC')).replace(/[^\d+]/g, '');
  const known = new Set([...everywhere, ...(national[region]?.split(' ') ?? [])]);
  const digits = written.replace(/\+/g, '');
  // +1 911, 00 44 999, 011 44 999; 1 911, 0 112: none of them is a number of anybody's.
  const [, abroad] = /^(?:\+|00|011)(\d{2,8})$/.exec(written) ?? [];
  if (abroad !== undefined) return [0, 1, 2, 3].some((code) => known.has(abroad.slice(code)));
  return known.has(digits) || (/^[01]/.test(digits) && known.has(digits.slice(1)));
}

// Services of North America: information, road works, repairs.
const services = new Set(['211', '311', '411', '511', '611', '711', '811']);

/** Whether what was written is nobody's telephone: an emergency number, or a service of three digits. */
export const isNobodysNumber = (text: string, region: string): boolean =>
  isEmergencyNumber(text, region) || services.has(text.replace(/\D/g, ''));

/** Digits of other scripts, like ٩١١, as ours. */
const asciiDigits = (text: string) =>
  text.replace(/\p{Nd}/gu, (digit) => {
    const code = digit.codePointAt(0) ?? 0;
    let zero = code;
    // Each script has its ten in a row.
    while (code - zero < 9 && /\p{Nd}/u.test(String.fromCodePoint(zero - 1))) zero -= 1;
    return String(code - zero);
  });
