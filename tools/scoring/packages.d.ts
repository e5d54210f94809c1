/**
 * What we use of the packages that this folder installs for itself. Declared here, and not read from them, because types
 * are checked where they are not installed.
 */

declare module 'vega' {
  interface Parsed {
    readonly marks: readonly unknown[];
  }
  export function parse(compiled: unknown): Parsed;
  export class View {
    constructor(parsed: Parsed, options: { renderer: 'none' });
    toSVG(): Promise<string>;
    finalize(): void;
  }
}

declare module 'vega-lite' {
  export type Spec = Readonly<Record<string, unknown>>;
  export function compile(spec: Spec): { readonly spec: unknown };
}

declare module 'vader-sentiment' {
  const vader: {
    readonly SentimentIntensityAnalyzer: { polarity_scores(text: string): { readonly compound: number } };
  };
  export default vader;
}

declare module 'sentiment' {
  export default class Sentiment {
    analyze(text: string): { readonly score: number };
  }
}

declare module 'wink-eng-lite-web-model' {
  const model: object;
  export default model;
}

declare module 'wink-nlp' {
  type Its = (value: never) => unknown;
  interface Wink {
    readonly its: { readonly sentiment: Its };
    readDoc(text: string): { out(its: Its): number };
  }
  export default function winkNlp(model: object, pipes: readonly string[]): Wink;
}

declare module '@nlpjs/core' {
  const core: { containerBootstrap(): Promise<{ use(plugin: unknown): void }> };
  export default core;
}

declare module '@nlpjs/lang-en' {
  const english: { readonly LangEn: unknown };
  export default english;
}

declare module '@nlpjs/sentiment' {
  interface Utterance {
    readonly utterance: string;
    readonly locale: string;
  }
  interface Answer {
    readonly sentiment: { readonly vote: 'negative' | 'neutral' | 'positive' };
  }
  const sentiment: {
    readonly SentimentAnalyzer: new (settings: {
      container: unknown;
    }) => {
      process(input: Utterance): Promise<Answer>;
    };
  };
  export default sentiment;
}

declare module '@nlpjs/nlu' {
  interface Settings {
    readonly locale: string;
    readonly container: unknown;
    readonly log: boolean;
    readonly settings: { readonly log: boolean };
  }
  interface Example {
    readonly utterance: string;
    readonly intent: string;
  }
  interface Classified {
    readonly classifications: readonly { readonly intent: string; readonly score: number }[];
  }
  const nlu: {
    readonly NluNeural: new (
      settings: Settings,
    ) => {
      train(examples: readonly Example[]): Promise<void>;
      process(text: string): Promise<Classified>;
    };
  };
  export default nlu;
}
