/** Of which packages which pictures are taken, and at most how many. */
export interface Source {
  name: string;
  among: RegExp;
  take: number;
}

/** Drawings of what small models know are the hard ones: cats, dogs, bears, rabbits, hats, balls, cups. */
export const SOURCES: readonly Source[] = [
  { name: 'scikit_image', among: /skimage\/data\//, take: 40 },
  { name: 'scikit_learn', among: /datasets\/images\//, take: 5 },
  { name: 'matplotlib', among: /sample_data\//, take: 5 },
  { name: 'arcade', among: /images\/(backgrounds|cybercity|miami|tiles|animated|enemies)/, take: 12 },
  { name: 'gnome-backgrounds', among: /backgrounds\/gnome/, take: 25 },
  { name: 'mate-backgrounds', among: /backgrounds\/mate/, take: 30 },
  { name: 'lomiri-wallpapers', among: /backgrounds/, take: 5 },
  { name: 'desktop-base', among: /wallpaper|lockscreen|login/, take: 16 },
  { name: 'gcompris-qt-data', among: /HTML/, take: 5 },
  { name: 'gamine-data', among: /./, take: 3 },
  { name: 'frozen-bubble-data', among: /gfx\/(back|menu\/back|lose|win|logo|splash)/, take: 10 },
  { name: 'tuxpaint-data', among: /starters\//, take: 30 },
  { name: 'tuxpaint-data', among: /html\/images/, take: 8 },
  { name: 'tuxpaint-stamps-default', among: /mammals\/(bears|cats|dogs|rodents|rabbit)|hats\//, take: 50 },
  { name: 'tuxpaint-stamps-default', among: /dishes|sports|easter|winter|cartoon|dessert/, take: 40 },
  { name: 'tuxpaint-stamps-default', among: /houses|trees|auto\/|fruit/, take: 20 },
  { name: 'openclipart-png', among: /animals\/mammals\/(bears|big_cats|dogs|housecats)/, take: 45 },
  { name: 'openclipart-png', among: /animals\/mammals\/[^/]*$/, take: 25 },
  { name: 'openclipart-png', among: /(sports?|hats?|ball|beverages|homes|landscape|nature|cup)/, take: 45 },
  { name: 'openclipart-png', among: /(plants|food|people)\//, take: 20 },
  { name: 'pysiogame', among: /art4apps\/(animals|clothes|sport|nature)/, take: 50 },
  { name: 'pysiogame', among: /match_animals|images\/memory|images\/unit_bg/, take: 20 },
];

export const EMOJI =
  '🐱🐈🐶🐕🐩🐰🐇🐻🧸🐼🦊🦁🐯🐅🎩🧢👒🎓👓🧣⚽🏀🏐🏈🎾☕🍵🥛🏆🚗🚙🌲🌳🏠🏡🍎🍏🌄🏜🏖🏕🌃⛄🌈😀🤡';
