import { expose } from 'comlink';
import { sampleFile } from './sample-file.ts';

expose({ sampleFile });
