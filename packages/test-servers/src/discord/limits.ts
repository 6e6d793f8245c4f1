import {
  type APIApplicationCommandOption,
  ApplicationCommandOptionType,
  ApplicationCommandType,
  ComponentType,
  MessageFlags,
  type RESTPostAPIApplicationCommandsJSONBody,
} from 'discord-api-types/v10';
import type { Upload } from '../http.js';

/** Component as it stands in JSON; only what the limits speak of. */
export interface Component {
  type: ComponentType;
  custom_id?: string;
  label?: string;
  placeholder?: string;
  url?: string;
  style?: number;
  content?: string;
  options?: { label: string; value: string; description?: string }[];
  components?: Component[];
  component?: Component;
  accessory?: Component;
  items?: { media: { url: string }; description?: string }[];
  media?: { url: string };
  file?: { url: string };
  value?: string;
  min_values?: number;
  max_values?: number;
}

export interface MessagePayload {
  content?: string | null;
  embeds?:
    | {
        title?: string;
        description?: string;
        fields?: { name: string; value: string }[];
        /** As Discord shows it: `proxy_url` is its own copy. */
        image?: { url: string; proxy_url?: string };
      }[]
    | null;
  components?: Component[] | null;
  attachments?: { id: string | number; filename?: string; description?: string }[] | null;
  flags?: number;
  allowed_mentions?: { parse?: string[]; users?: string[] };
}

const over = (what: string, text: string | null | undefined, most: number, least = 0): string[] => {
  const length = [...(text ?? '')].length;
  if (length > most) return [`${what}: ${length} characters, at most ${most}`];
  return length < least ? [`${what}: ${length} characters, at least ${least}`] : [];
};

/** All components, nested ones too. */
export function everyComponent(components: readonly Component[] = []): Component[] {
  return components.flatMap((one) => [
    one,
    ...everyComponent([
      ...(one.components ?? []),
      ...(one.component ? [one.component] : []),
      ...(one.accessory ? [one.accessory] : []),
    ]),
  ]);
}

/** What in a message breaks Discord's limits (docs: Message, Components; 2026). `kept`: names of attachments that stay. */
export function messageProblems(
  payload: MessagePayload,
  files: readonly Upload[],
  kept: readonly string[],
): string[] {
  const components = payload.components ?? [];
  const embeds = payload.embeds ?? [];
  const modern = Boolean((payload.flags ?? 0) & MessageFlags.IsComponentsV2);
  const problems = [
    ...over('content', payload.content, 2000),
    ...(embeds.length > 10 ? [`embeds: ${embeds.length}, at most 10`] : []),
    ...embeds.flatMap((embed, at) => [
      ...over(`embeds[${at}].title`, embed.title, 256),
      ...over(`embeds[${at}].description`, embed.description, 4096),
      ...((embed.fields?.length ?? 0) > 25 ? [`embeds[${at}].fields: at most 25`] : []),
      ...(embed.fields ?? []).flatMap((field) => [
        ...over('field name', field.name, 256, 1),
        ...over('field value', field.value, 1024, 1),
      ]),
    ]),
    ...(files.length > 10 ? [`files: ${files.length}, at most 10`] : []),
    ...componentProblems(components),
  ];
  if (modern) {
    if (payload.content || embeds.length > 0)
      problems.push('IS_COMPONENTS_V2: content and embeds must be empty');
    problems.push(...mediaProblems(components, [...files.map(({ name }) => name), ...kept]));
  } else {
    if (components.length > 5) problems.push(`components: ${components.length} rows, at most 5`);
    if (components.some(({ type }) => type !== ComponentType.ActionRow)) {
      problems.push('components: only action rows without IS_COMPONENTS_V2');
    }
  }
  return problems;
}

function componentProblems(components: readonly Component[]): string[] {
  const all = everyComponent(components);
  const ids = all.flatMap(({ custom_id: id }) => id ?? []);
  return [
    ...(all.length > 40 ? [`components: ${all.length} in all, at most 40`] : []),
    ...(new Set(ids).size < ids.length ? ['components: two of one custom_id'] : []),
    ...all.flatMap((one) => [
      ...(one.custom_id === undefined ? [] : over('custom_id', one.custom_id, 100, 1)),
      ...over('placeholder', one.placeholder, 150),
      ...(one.type === ComponentType.Button ? buttonProblems(one) : []),
      ...(one.type === ComponentType.ActionRow ? rowProblems(one) : []),
      ...(one.type === ComponentType.StringSelect ? selectProblems(one) : []),
      ...(one.type === ComponentType.MediaGallery && !within(one.items, 1, 10)
        ? [`gallery: ${one.items?.length ?? 0} items, 1 to 10`]
        : []),
      ...(one.type === ComponentType.TextDisplay ? over('text', one.content, 4000, 1) : []),
    ]),
  ];
}

const within = (list: readonly unknown[] | undefined, least: number, most: number) =>
  (list?.length ?? 0) >= least && (list?.length ?? 0) <= most;

function buttonProblems({ label, custom_id, url, style }: Component): string[] {
  const link = style === 5;
  return [
    ...over('button label', label, 80),
    ...(link === Boolean(url) && link !== Boolean(custom_id)
      ? []
      : ['button: a link has a url, others a custom_id']),
  ];
}

function rowProblems({ components = [] }: Component): string[] {
  const buttons = components.every(({ type }) => type === ComponentType.Button);
  if (!within(components, 1, 5)) return [`action row: ${components.length} components, 1 to 5`];
  return buttons || components.length === 1 ? [] : ['action row: five buttons or one select'];
}

function selectProblems({ options = [] }: Component): string[] {
  return [
    ...(within(options, 1, 25) ? [] : [`select: ${options.length} options, 1 to 25`]),
    ...options.flatMap(({ label, value, description }) => [
      ...over('option label', label, 100, 1),
      ...over('option value', value, 100, 1),
      ...over('option description', description, 100),
    ]),
  ];
}

/** Every `attachment://name` must be there, and what is attached must be shown. */
function mediaProblems(components: readonly Component[], attached: readonly string[]): string[] {
  const urls = everyComponent(components).flatMap((one) => [
    ...(one.items ?? []).map(({ media }) => media.url),
    ...(one.media ? [one.media.url] : []),
    ...(one.file ? [one.file.url] : []),
  ]);
  return urls
    .filter((url) => url.startsWith('attachment://') && !attached.includes(url.slice('attachment://'.length)))
    .map((url) => `media: ${url} is not attached`);
}

/** What in a modal breaks Discord's limits. */
export function modalProblems(modal: {
  title: string;
  custom_id: string;
  components: Component[];
}): string[] {
  return [
    ...over('title', modal.title, 45, 1),
    ...over('custom_id', modal.custom_id, 100, 1),
    ...(within(modal.components, 1, 5) ? [] : [`modal: ${modal.components.length} components, 1 to 5`]),
    ...everyComponent(modal.components).flatMap((one) => [
      ...(one.type === ComponentType.Label ? over('label', one.label, 45, 1) : []),
      ...(one.type === ComponentType.TextInput ? over('placeholder', one.placeholder, 100) : []),
      ...(one.type === ComponentType.FileUpload && (one.max_values ?? 1) > 10
        ? ['file upload: at most 10']
        : []),
    ]),
    ...componentProblems(modal.components),
  ];
}

/** What in an autocompletion breaks Discord's limits. */
export function choiceProblems(choices: readonly { name: string; value: string | number }[]): string[] {
  return [
    ...(choices.length > 25 ? [`choices: ${choices.length}, at most 25`] : []),
    ...choices.flatMap(({ name, value }) => [
      ...over('choice name', name, 100, 1),
      ...over('choice value', String(value), 100, 1),
    ]),
  ];
}

const NAME = /^[-_'\p{L}\p{N}\p{sc=Deva}\p{sc=Thai}]{1,32}$/u;

/** What in a registration of commands breaks Discord's limits. */
export function commandProblems(commands: readonly RESTPostAPIApplicationCommandsJSONBody[]): string[] {
  const most = {
    [ApplicationCommandType.ChatInput]: 100,
    [ApplicationCommandType.User]: 15,
    [ApplicationCommandType.Message]: 15,
  };
  const count = (type: number) => commands.filter((one) => (one.type ?? 1) === type).length;
  return [
    ...Object.entries(most)
      .filter(([type, limit]) => count(Number(type)) > limit)
      .map(([type]) => `commands of type ${type}: ${count(Number(type))}`),
    ...commands.flatMap((command) => {
      if ((command.type ?? 1) !== ApplicationCommandType.ChatInput) return over('name', command.name, 32, 1);
      const { name, description, options } = command as {
        name: string;
        description: string;
        options?: APIApplicationCommandOption[];
      };
      return [...namedProblems(name, description), ...optionProblems(options ?? [])];
    }),
  ];
}

function namedProblems(name: string, description: string): string[] {
  const bad = !NAME.test(name) || name !== name.toLowerCase();
  return [
    ...(bad ? [`name ${name}: 1 to 32 lower-case letters`] : []),
    ...over(`${name}: description`, description, 100, 1),
  ];
}

function optionProblems(options: readonly APIApplicationCommandOption[]): string[] {
  const required = options.map((one) => 'required' in one && one.required === true);
  return [
    ...(options.length > 25 ? [`options: ${options.length}, at most 25`] : []),
    ...(required.lastIndexOf(true) > required.indexOf(false) &&
    required.includes(false) &&
    required.includes(true)
      ? ['options: required ones come first']
      : []),
    ...(new Set(options.map(({ name }) => name)).size < options.length ? ['options: two of one name'] : []),
    ...options.flatMap((one) => [
      ...namedProblems(one.name, one.description),
      ...('choices' in one && one.choices ? choiceProblems(one.choices) : []),
      ...('options' in one && one.options
        ? optionProblems(one.options as APIApplicationCommandOption[])
        : []),
      ...(one.type === ApplicationCommandOptionType.String && (one.max_length ?? 1) > 6000
        ? ['max_length: at most 6000']
        : []),
    ]),
  ];
}
