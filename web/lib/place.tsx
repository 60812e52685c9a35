import { createContext, useContext } from 'react';

/** Where times and numbers are read: the line's time zone and the company's region (ISO 3166, like US). */
export interface Place {
  readonly timeZone: string | undefined;
  readonly region: string;
}

const PlaceContext = createContext<Place>({ timeZone: undefined, region: 'US' });
export const PlaceProvider = PlaceContext.Provider;
export const usePlace = () => useContext(PlaceContext);
