import { ZxcvbnFactory } from '@zxcvbn-ts/core';
import { adjacencyGraphs, dictionary } from '@zxcvbn-ts/language-common';

// Half a megabyte of common passwords: this module is only ever imported lazily, by a field that asks for a new password.
const judge = new ZxcvbnFactory({ dictionary, graphs: adjacencyGraphs });

/** 0 (guessed at once) to 4 (out of reach). `known` are words an attacker would try first: names, the username, the company. */
export const passwordStrength = (password: string, known: readonly string[]): number =>
  judge.check(password.slice(0, 100), [...known]).score;
