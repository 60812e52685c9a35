import { Icon, type IconProps } from './icons.tsx';

export const InboxIcon = (props: IconProps) => (
  <Icon {...props}>
    <path d="M4 5.500a2 2 0 0 1 2-2h12a2 2 0 0 1 2 2v9a2 2 0 0 1-2 2h-7l-4.5 4v-4H6a2 2 0 0 1-2-2Z" />
    <path d="M8.5 8.500h7M8.5 12h4.5" />
  </Icon>
);
export const StarIcon = ({ filled = false, ...props }: IconProps & { filled?: boolean }) => (
  <Icon {...props}>
    <path
      fill={filled ? 'currentColor' : 'none'}
      d="m12 3.5 2.6 5.3 5.9.900-4.3 4.1 1 5.8-5.2-2.7-5.2 2.7 1-5.800L3.5 9.700l5.9-.900Z"
    />
  </Icon>
);
export const SearchIcon = (props: IconProps) => (
  <Icon {...props}>
    <circle cx="10.5" cy="10.5" r="6.5" />
    <path d="m15.5 15.5 5 5" />
  </Icon>
);
export const AttachIcon = (props: IconProps) => (
  <Icon {...props}>
    <path d="m19.5 11.5-7.6 7.600a4.6 4.6 0 0 1-6.5-6.500l8-8a3.1 3.1 0 0 1 4.4 4.400l-7.7 7.600a1.5 1.5 0 0 1-2.2-2.100l7-7" />
  </Icon>
);
export const SendIcon = (props: IconProps) => (
  <Icon {...props}>
    <path d="M20.5 3.5 10 14M20.5 3.5 14 20.5 10 14 3.5 10Z" />
  </Icon>
);
export const ClockIcon = (props: IconProps) => (
  <Icon {...props}>
    <circle cx="12" cy="12" r="8.5" />
    <path d="M12 7v5.200l3.3 2" />
  </Icon>
);
export const BackIcon = (props: IconProps) => (
  <Icon {...props}>
    <path d="m14.5 5.5-6.5 6.5 6.5 6.5" />
  </Icon>
);
export const MoreIcon = (props: IconProps) => (
  <Icon {...props}>
    <path strokeWidth={2.6} d="M5.5 12h.01M12 12h.01M18.5 12h.01" />
  </Icon>
);
export const CloseIcon = (props: IconProps) => (
  <Icon {...props}>
    <path d="m6.5 6.5 11 11M17.5 6.500l-11 11" />
  </Icon>
);
export const PlusIcon = (props: IconProps) => (
  <Icon {...props}>
    <path d="M12 5v14M5 12h14" />
  </Icon>
);
export const CallIcon = (props: IconProps) => (
  <Icon {...props}>
    <path d="M7.5 3.500H5a1.5 1.5 0 0 0-1.5 1.7 17 17 0 0 0 15.3 15.3 1.5 1.5 0 0 0 1.7-1.500v-2.600a1.5 1.5 0 0 0-1.1-1.400l-3-.900a1.5 1.5 0 0 0-1.5.400l-1.3 1.300a13 13 0 0 1-5.4-5.400l1.3-1.300a1.5 1.5 0 0 0 .4-1.500l-.9-3a1.5 1.5 0 0 0-1.5-1.100Z" />
  </Icon>
);
export const DownIcon = (props: IconProps) => (
  <Icon {...props}>
    <path d="m5.5 9.5 6.5 6.5 6.5-6.5" />
  </Icon>
);
export const DownloadIcon = (props: IconProps) => (
  <Icon {...props}>
    <path d="M12 4v11m-4.5-4.5L12 15l4.5-4.5M5 19.500h14" />
  </Icon>
);
export const BinIcon = (props: IconProps) => (
  <Icon {...props}>
    <path d="M4.5 6.500h15M9.5 6.500v-2a1 1 0 0 1 1-1h3a1 1 0 0 1 1 1v2M6.5 6.500l.8 12.600a1.5 1.5 0 0 0 1.5 1.400h6.4a1.5 1.5 0 0 0 1.5-1.400l.8-12.600" />
  </Icon>
);
export const FileIcon = (props: IconProps) => (
  <Icon {...props}>
    <path d="M13.5 3.500H7a2 2 0 0 0-2 2v13a2 2 0 0 0 2 2h10a2 2 0 0 0 2-2V9ZM13.5 3.500V9H19" />
  </Icon>
);
export const GroupIcon = (props: IconProps) => (
  <Icon {...props}>
    <circle cx="9" cy="8.5" r="3.5" />
    <path d="M2.5 19.500c.5-3.2 3.2-5 6.5-5s6 1.8 6.5 5M15.5 5.300a3.5 3.5 0 0 1 0 6.400M17.5 14.900c2.2.600 3.6 2.2 4 4.6" />
  </Icon>
);
