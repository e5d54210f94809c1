/** Where training data comes from and under which licence, as it is written to the cards. */
export interface Attribution {
  readonly licence: string;
  readonly from: string;
}

const sources: Readonly<Record<string, Attribution>> = {
  'bitext-cs': {
    licence: 'CDLA-Sharing-1.0',
    from: 'Bitext customer support intent detection training dataset, bitext/customer-support-intent-detection-training-dataset',
  },
  'pva-templates': { licence: 'MIT', from: 'Power Virtual Agents samples, microsoft/PowerVirtualAgentsSamples' },
  'nlupp-banking': {
    licence: 'CC-BY-4.0',
    from: 'NLU++ (Casanueva et al. 2022), PolyAI-LDN/task-specific-datasets',
  },
  'mindmeld-blueprints': { licence: 'Apache-2.0', from: 'MindMeld blueprints, CiscoDevNet/mindmeld-blueprints' },
  hint3: { licence: 'ODbL-1.0', from: 'HINT3 (Arora et al. 2020), hellohaptik/HINT3' },
  qnabot: { licence: 'Apache-2.0', from: 'QnABot on AWS, aws-solutions/qnabot-on-aws' },
  clinc150: { licence: 'CC-BY-3.0', from: 'CLINC150 (Larson et al. 2019), clinc/oos-eval' },
  banking77: { licence: 'CC-BY-4.0', from: 'BANKING77 (Casanueva et al. 2020), PolyAI-LDN/task-specific-datasets' },
  hwu64: { licence: 'CC-BY-4.0', from: 'HWU64 (Liu et al. 2019), xliuhw/NLU-Evaluation-Data' },
  snips: { licence: 'CC0-1.0', from: 'Snips NLU benchmark, snipsco/nlu-benchmark' },
  multidogo: {
    licence: 'CDLA-Permissive-1.0',
    from: 'MultiDoGO (Peskov et al. 2019), awslabs/multi-domain-goal-oriented-dialogues-dataset',
  },
  'bf-chitchat': { licence: 'MIT', from: 'Bot Framework solutions, microsoft/botframework-solutions' },
  xsid: { licence: 'CC-BY-SA-4.0', from: 'xSID (van der Goot et al. 2021), mainlp/xsid' },
  'rasa-carbon-bot': { licence: 'Apache-2.0', from: 'Carbon bot, RasaHQ/carbon-bot' },
  'rasa-nlu-training-data': { licence: 'Apache-2.0', from: 'RasaHQ/NLU-training-data' },
  goemotions: {
    licence: 'Apache-2.0',
    from: 'GoEmotions (Demszky et al. 2020), by way of monologg/GoEmotions-pytorch',
  },
  brighter: {
    licence: 'CC-BY-4.0',
    from: 'BRIGHTER / SemEval-2025 Task 11 (Muhammad et al. 2025), emotion-analysis-project/SemEval2025-Task11',
  },
  xed: { licence: 'CC-BY-4.0', from: 'XED (Öhman et al. 2020), Helsinki-NLP/XED' },
  'xed-proj': { licence: 'CC-BY-4.0', from: 'XED projections (Öhman et al. 2020), Helsinki-NLP/XED' },
  'afrisenti-por': {
    licence: 'CC-BY-4.0',
    from: 'AfriSenti (Muhammad et al. 2023), afrisenti-semeval/afrisent-semeval-2023',
  },
  'semeval2017-4a': {
    licence: 'CC-BY-3.0',
    from: 'SemEval-2017 Task 4 subtask A (Rosenthal et al. 2017), by way of cbaziotis/datastories-semeval2017-task4',
  },
  phrases: { licence: 'MIT', from: 'written for this project, tools/training/phrases' },
};

/** The attribution of a source, by its name or the family it belongs to (`brighter-deu`). */
export function attributionOf(source: string): Attribution {
  const found = sources[source] ?? sources[source.split('-')[0] ?? ''];
  if (found === undefined) throw new Error(`The licence of the source ${source} is not known: add it to sources.ts.`);
  return found;
}
