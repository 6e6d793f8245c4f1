import type { Background } from '../vocabulary.js';
import { beach } from './beach.js';
import { desert } from './desert.js';
import { grass } from './grass.js';
import type { Ground } from './ground.js';
import { night } from './night.js';
import { room } from './room.js';
import { snow } from './snow.js';

interface Place {
  ground: Ground;
  /** The colour of shadows on it. */
  shadow: string;
}

export const PLACES: Record<Background, Place> = {
  grass: { ground: grass, shadow: '#1f3d22' },
  beach: { ground: beach, shadow: '#5a3b1e' },
  snow: { ground: snow, shadow: '#3b4f78' },
  room: { ground: room, shadow: '#2e1a12' },
  night: { ground: night, shadow: '#04101c' },
  desert: { ground: desert, shadow: '#4a2012' },
};
